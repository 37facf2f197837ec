"""What units did besides looking for hazards: each activity a record of its own."""
