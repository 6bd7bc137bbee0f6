"""The guidance of the agreements in use: each topic named in both languages, once per agreement."""

from pathlib import Path

import pytest

from domain.agreement import Agreement
from workflows.agreements import AgreementError, load_agreements

FOLDER = Path(__file__).parents[3] / "agreements"
IN_USE = load_agreements(FOLDER).all


@pytest.mark.parametrize("agreement", IN_USE, ids=lambda agreement: agreement.id)
def test_each_topic_has_a_name_of_its_own_in_both_languages(agreement: Agreement) -> None:
    danish = [guidance.topic_da for guidance in agreement.guidance]
    english = [guidance.topic_en for guidance in agreement.guidance]
    assert len(set(danish)) == len(set(english)) == len(agreement.guidance)
    assert not set(danish) & set(english)


def test_a_topic_without_an_english_name_is_refused_by_file_and_key(tmp_path: Path) -> None:
    whole = (FOLDER / "adults.toml").read_text(encoding="utf-8")
    (tmp_path / "adults.toml").write_text(whole.replace('topic_en = "Minutes"\n', ""), encoding="utf-8")
    with pytest.raises(AgreementError, match=r"^adults\.toml: guidance\.3\.topic_en: Field required"):
        load_agreements(tmp_path)
