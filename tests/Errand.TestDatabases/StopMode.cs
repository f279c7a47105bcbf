namespace Errand.TestDatabases;

/// <summary>How a server is stopped, in the words of <c>pg_ctl</c>.</summary>
public enum StopMode
{
    /// <summary>Connections are cut, everything is written down.</summary>
    Fast,

    /// <summary>Like a crash: the next start recovers from the log.</summary>
    Immediate,
}
