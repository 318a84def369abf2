"""A coordinator of their own takes part in the worked example's partnership; its scrutineer is the example's."""


def join_partnership() -> list:
    """Make the coordinator and return how they sign in."""
    from joinedup.areas.actions import add_agency_member
    from joinedup.areas.models import Agency
    from joinedup.improvement.models import WrittenStatement
    from joinedup.people.actions import create_person
    from joinedup.rehearsal.cast import SignIn

    signs = {"password": "written statement 1", "totp_secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"}
    person = create_person(by=None, email="council@statement.example", name="Council, statement", made_up=True, **signs)
    area = WrittenStatement.objects.get().area
    add_agency_member(by=None, agency=Agency.objects.get(areas=area, sector="local_authority"), person=person, role="coordinator")
    return [SignIn(role=person.name, email=person.email, **signs)]
