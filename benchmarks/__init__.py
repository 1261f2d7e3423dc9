"""What Headwater costs."""
