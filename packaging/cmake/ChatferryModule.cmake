# How every library of this project is built: one set of flags, one precompiled header.

add_library(chatferry_flags INTERFACE)
target_compile_options(chatferry_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wconversion -Wno-sign-conversion
  # Designated initialisers leave members out on purpose.
  -Wno-missing-field-initializers -Werror)
target_compile_definitions(chatferry_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_URL_CAST_FROM_STRING
  QT_DISABLE_DEPRECATED_BEFORE=0x060400 CHATFERRY_VERSION="${PROJECT_VERSION}")
target_include_directories(chatferry_flags INTERFACE ${CMAKE_SOURCE_DIR}/src ${CMAKE_SOURCE_DIR})
if(CHATFERRY_SANITIZE)
  target_compile_options(chatferry_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer -g1)
  target_link_options(chatferry_flags INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(chatferry_flags INTERFACE QT_FORCE_ASSERTS _GLIBCXX_ASSERTIONS)
endif()

# The precompiled header that all libraries of src/ share.
set(CHATFERRY_PCH_SOURCE ${CMAKE_BINARY_DIR}/pch_core.cpp)
file(CONFIGURE OUTPUT ${CHATFERRY_PCH_SOURCE} CONTENT "// Only carries the precompiled header.\n")
add_library(chatferry_pch OBJECT ${CHATFERRY_PCH_SOURCE})
set_target_properties(chatferry_pch PROPERTIES AUTOMOC OFF AUTORCC OFF)
target_link_libraries(chatferry_pch PUBLIC chatferry_flags Qt6::Core Qt6::Network Qt6::Sql)
target_precompile_headers(chatferry_pch PRIVATE
  <QtCore/QByteArray> <QtCore/QDateTime> <QtCore/QFile> <QtCore/QHash> <QtCore/QJsonArray> <QtCore/QJsonDocument>
  <QtCore/QJsonObject> <QtCore/QLoggingCategory> <QtCore/QObject> <QtCore/QPointer> <QtCore/QString> <QtCore/QTimer>
  <QtCore/QUrl> <QtCore/QUrlQuery> <QtNetwork/QNetworkReply> <QtNetwork/QNetworkAccessManager> <QtSql/QSqlQuery>
  <algorithm> <chrono> <deque> <functional> <memory> <optional> <span> <unordered_map> <variant> <vector>)

# chatferry_module(NAME LINKS lib... [EXTERNAL lib...]): the folder src/NAME as the library chatferry_NAME.
function(chatferry_module name)
  cmake_parse_arguments(arg "" "" "LINKS;EXTERNAL" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${name}/*.cpp ${CMAKE_SOURCE_DIR}/src/${name}/*.h)
  list(TRANSFORM arg_LINKS PREPEND chatferry_)
  if(NOT "${sources}" MATCHES "\\.cpp")
    add_library(chatferry_${name} INTERFACE)
    target_link_libraries(chatferry_${name} INTERFACE chatferry_flags Qt6::Core Qt6::Network Qt6::Sql ${arg_LINKS} ${arg_EXTERNAL})
    return()
  endif()
  add_library(chatferry_${name} STATIC ${sources})
  target_link_libraries(chatferry_${name} PUBLIC chatferry_flags Qt6::Core Qt6::Network Qt6::Sql ${arg_LINKS} ${arg_EXTERNAL})
  target_precompile_headers(chatferry_${name} REUSE_FROM chatferry_pch)
endfunction()
