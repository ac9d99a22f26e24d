// The page holds one form; its button stays for browsers that run no script.
document.forms[0]?.submit();
