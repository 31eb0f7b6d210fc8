"""Tags for the tables of a workbook's pages, which LibreOffice leaves without."""
