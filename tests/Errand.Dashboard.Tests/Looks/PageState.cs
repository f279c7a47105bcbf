using Errand.Dashboard.Tests.Servers;

namespace Errand.Dashboard.Tests.Looks;

/// <summary>A page in a state that people may see it in.</summary>
/// <param name="Name">Such as <c>tasks-empty</c>: of its screenshots, too.</param>
/// <param name="PrepareAsync">Brings the state about on a server that others use as well; returns the path of the page.</param>
internal sealed record PageState(string Name, Func<PageServer, Task<string>> PrepareAsync)
{
    /// <summary>A plot that has its data. Only scripts draw.</summary>
    public const string Drawn = "[data-drawn]";

    /// <summary>What the page is answered with.</summary>
    public int Status { get; init; } = 200;

    /// <summary>An element that is there once the page shows the state.</summary>
    public string Shows { get; init; } = "main";

    /// <summary>The same where no script runs.</summary>
    public string ShowsWithoutScript { get => field ?? (Shows == Drawn ? ".no-script" : Shows); init; }

    public override string ToString() => Name;
}
