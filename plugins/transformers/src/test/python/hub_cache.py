"""Fetches from a hub with huggingface_hub, or looks into a cache that another has filled.

Used by HubPythonTest. HF_ENDPOINT, HF_HUB_CACHE and HF_HUB_OFFLINE are huggingface_hub's own.

    hub_cache.py fetch REPOSITORY FILE...   fetches files one by one, as transformers does
    hub_cache.py snapshot REPOSITORY        the folder of the model's files
    hub_cache.py look REPOSITORY FILE...    a line a file: its path, "absent" or "unknown"
"""

import sys

import huggingface_hub as hub

command, repository, files = sys.argv[1], sys.argv[2], sys.argv[3:]
if command == "fetch":
    for file in files:
        print(hub.hf_hub_download(repository, file))
elif command == "snapshot":
    print(hub.snapshot_download(repository))
elif command == "look":
    for file in files:
        found = hub.try_to_load_from_cache(repository, file)
        absent = found is hub.file_download._CACHED_NO_EXIST
        print("absent" if absent else found or "unknown")
