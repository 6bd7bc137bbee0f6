"""What is counted, and the joint reports made of it."""
