"""What lies in chats or is on its way there."""
