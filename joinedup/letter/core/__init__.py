"""The plain part of the letter: standard sentences, graded phrases, what stands on too little, and its version."""
