namespace Errand.Torture;

/// <summary>Where the tortured servers keep their tasks.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}
