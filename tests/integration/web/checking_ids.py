"""What of the letter's checking stands in addresses: of the played inspection, where all of it is done."""

from joinedup.letter.accuracy.models import AccuracyReply, Proof
from joinedup.letter.quality.models import QualityQuery, QualityReader
from joinedup.rehearsal.play import Played


def ids_of_checking(played: Played) -> dict[str, object]:
    """Return the ids of the quality reader and query, and of the police's reply, point and proof."""
    here = {"inspection": played.inspection}
    reply = AccuracyReply.objects.get(**here, agency=played.cast.agencies["police"])
    point = reply.points.get()
    return {
        "quality_reader_id": QualityReader.objects.get(**here).pk,
        "quality_query_id": QualityQuery.objects.get(**here).pk,
        "query_step": "answer",
        "reply_id": reply.pk,
        "accuracy_point_id": point.pk,
        "proof_id": Proof.objects.get(point=point).pk,
    }
