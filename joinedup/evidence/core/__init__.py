"""The plain part of evidence: hashes of revisions and which findings stand on too little."""
