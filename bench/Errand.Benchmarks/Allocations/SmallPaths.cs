namespace Errand.Benchmarks;

/// <summary>All paths whose allocations are counted, the same ones that are timed.</summary>
internal sealed class SmallPaths : IAsyncDisposable
{
    private readonly Submitting _submitting = new();

    public SmallPaths()
    {
        var checking = new ArgsChecking();
        var calling = new FunctionCalling();
        var writing = new ViewWriting();
        All =
        [
            AtOnce(PathName.CheckSmall, () => checking.Small()),
            AtOnce(PathName.CheckLarge, () => checking.Large()),
            AtOnce(PathName.CallSmall, () => calling.Small()),
            AtOnce(PathName.CallLarge, () => calling.Large()),
            AtOnce(PathName.View, () => writing.Done()),
            new SmallPath(PathName.SubmitToType, _submitting.ToTypeAsync),
            new SmallPath(PathName.SubmitEnvelope, _submitting.EnvelopeAsync),
        ];
    }

    public IReadOnlyList<SmallPath> All { get; }

    public ValueTask DisposeAsync() => _submitting.DisposeAsync();

    private static SmallPath AtOnce(string name, Action run) => new(name, () =>
    {
        run();
        return Task.CompletedTask;
    });
}
