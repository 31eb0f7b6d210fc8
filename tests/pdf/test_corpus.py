"""Every public test PDF merges, or is refused with a reason: page counts right, nothing crashes, qpdf finds no fault."""

import subprocess
import warnings
from datetime import date

import pypdf
import pytest

from annexa.pdf import merge, sanitise, save
from annexa.pdf.source import SourceRefused, open_source


@pytest.mark.slow
def test_corpus(shared, tmp_path, subtests):
    files = sorted((shared / "corpus/office").rglob("*.pdf"))
    if not files:
        pytest.skip("../shared/corpus/office holds no PDFs")
    refused, merged_count = [], 0
    for number, path in enumerate(files):
        with subtests.test(path.name):
            try:
                source = open_source(path, prefix=f"{number}.", title=path.name)
            except SourceRefused as error:
                refused.append((path.name, error.message))
                assert error.message and error.remedy
                continue
            sanitise.clean(source)
            pages = len(source.pages)
            leaf = merge.Leaf(source=source, title=path.stem)
            merged = merge.merge([leaf], title="One", language="en-GB", numbering=merge.Numbering(total=pages))
            about = save.About(title="One", language="en-GB", dated=date(2026, 1, 1), is_accessible=False)
            save.describe(merged.pdf, about)
            output = tmp_path / "one.pdf"
            save.save(merged.pdf, output)
            assert merged.length == pages
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                with pypdf.PdfReader(output) as reader:
                    assert len(reader.pages) == pages
            done = subprocess.run(["qpdf", "--check", str(output)], capture_output=True, text=True, check=False)
            # What is damaged inside a source's own streams (3: warnings) is carried as it is; structure must be sound.
            assert done.returncode in (0, 3), done.stderr[:500]
            merged_count += 1
    assert merged_count > len(refused)
