"""The four forms of a published document: `forms.FORMS` lists them."""
