namespace Throughput;

/// <summary>One of the stores, by the word of the command line.</summary>
internal enum StoreName
{
    Sqlite,
    Postgres,
}
