namespace Errand.Tests.Storage;

public enum StoreKind
{
    Sqlite,
    Postgres,
}
