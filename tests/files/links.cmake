set(links chatferry_testsupport)
