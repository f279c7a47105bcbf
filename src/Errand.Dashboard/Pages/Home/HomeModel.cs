using Errand.Dashboard.Pages.Tasks;
using Errand.Dashboard.Parts.Charts;

namespace Errand.Dashboard.Pages.Home;

/// <summary>All that the first page shows.</summary>
public sealed record HomeModel
{
    public required HomeAddress Address { get; init; }

    public required IReadOnlyList<ServerProblem> Problems { get; init; }

    /// <summary>What is said where there is no problem.</summary>
    public required HomeState State { get; init; }

    /// <summary>The types that one can choose.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    public required HomeTiles Tiles { get; init; }

    /// <summary>What the charts draw; null on a server that has never had a task.</summary>
    public SeriesFold? Fold { get; init; }

    /// <summary>Some of the tasks that run, the newest first.</summary>
    public IReadOnlyList<TaskView> Running { get; init; } = [];

    /// <summary>The newest results.</summary>
    public IReadOnlyList<ResultGlance> Results { get; init; } = [];

    /// <summary>Shown on a server that has never had a task.</summary>
    public FirstTask? First { get; init; }
}
