"""The audit log: entries, the seals over them, their keys, the anchors outside, and the check of it all."""
