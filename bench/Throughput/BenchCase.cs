namespace Throughput;

/// <summary>One thing that is measured.</summary>
internal abstract class BenchCase
{
    /// <summary>For the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What the table tells its reader.</summary>
    public abstract string Title { get; }

    public virtual bool RunsOn(StoreName store) => true;

    /// <summary>Whether it runs only if it is named: it takes many minutes, or needs more programs than the others.</summary>
    public virtual bool IsExtra => false;

    public abstract Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick);
}
