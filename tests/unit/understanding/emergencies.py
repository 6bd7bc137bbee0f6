"""What staff type when they must see a case they are not on, now.

It is Tuesday 24 November 2026.
"""

from dialogs.understanding import Intent as I
from tests.unit.understanding.sentence import said

EMERGENCIES = (
    said("værdispring sag 26-1001", intent=I.EMERGENCY, case_number="26-1001"),
    said("Værdispring 26-1001", intent=I.EMERGENCY, case_number="26-1001"),
    said("jeg har brug for værdispring til sag 26-1001", intent=I.EMERGENCY, case_number="26-1001"),
    said("vardispring 26-1001", intent=I.EMERGENCY, case_number="26-1001"),
    said("nødadgang til 610190-4321", intent=I.EMERGENCY, cpr="6101904321"),
    said("værdispring", intent=I.EMERGENCY),
    said("emergency access to 26-1001", intent=I.EMERGENCY, case_number="26-1001"),
)
