"""The register: areas, agencies, inspectorates and who works for them."""
