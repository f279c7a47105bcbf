using Errand.Storage.Postgres;
using Errand.Storage.Sqlite;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDatabases;

namespace Errand.Tests.Storage;

public enum StoreKind
{
    Sqlite,
    Postgres,
}
