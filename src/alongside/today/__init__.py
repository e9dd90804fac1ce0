"""The worker's and supervisor's door: May I...?, the day, referrals."""
