"""The organisations of Sundhedsklynge Syd as the directory would hand them over, and a moment to speak at."""

from datetime import datetime

from dialogs.understanding import PartyNames
from domain.local_time import COPENHAGEN

NAMES = PartyNames(
    municipalities={
        "albertslund": "Albertslund Kommune",
        "brondby": "Brøndby Kommune",
        "dragor": "Dragør Kommune",
        "glostrup": "Glostrup Kommune",
        "hvidovre": "Hvidovre Kommune",
        "hoje-taastrup": "Høje-Taastrup Kommune",
        "ishoj": "Ishøj Kommune",
        "kobenhavn": "Københavns Kommune",
        "tarnby": "Tårnby Kommune",
        "vallensbaek": "Vallensbæk Kommune",
    },
    centres={
        "pcg": "Psykiatrisk Center Glostrup",
        "pca": "Psykiatrisk Center Amager",
        "buc": "Børne- og Ungdomspsykiatrisk Center",
    },
)
TUESDAY_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=COPENHAGEN)
"""In week 48."""
