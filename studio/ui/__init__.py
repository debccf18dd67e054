"""All Streamlit code that is not a page: shell, state, forms, sections, charts."""
