"""Quality assurance: somebody outside the team reads the draft and raises queries, answered and closed one by one."""
