using Errand.Signals;

namespace Errand.Tests.Web;

/// <summary>The runs of a handler that a test makes up.</summary>
internal sealed record FakeRuns(TimeSpan OldestUnrecorded = default, int Waiting = 0) : IHandlerRuns
{
    public int Slots => 0;

    public int Busy => 0;

    public IReadOnlyList<string> Types => [];
}
