namespace Throughput;

/// <summary>One thing that is measured.</summary>
internal abstract class BenchCase
{
    /// <summary>For the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What a reader of the table is told.</summary>
    public abstract string Title { get; }

    public virtual bool RunsOn(StoreName store) => true;

    /// <summary>Whether it is left out when no case is named: it takes many minutes, or more programs than the others.</summary>
    public virtual bool IsExtra => false;

    public abstract Task<IReadOnlyList<Figure>> RunAsync(Installation installation, bool isQuick);
}
