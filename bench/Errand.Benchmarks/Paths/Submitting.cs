using System.Text;
using BenchmarkDotNet.Attributes;

namespace Errand.Benchmarks;

/// <summary>A whole submission as in the routes of the API, from the body of the request to that of the answer, with 54 bytes of
/// arguments.</summary>
public class Submitting : IAsyncDisposable
{
    private readonly SubmitServer _server = new();
    private readonly RepeatedSubmit _toType;
    private readonly RepeatedSubmit _envelope;

    public Submitting()
    {
        string type = SampleTypes.Small.Type.Name;
        string args = Encoding.UTF8.GetString(SampleArgs.Small.Span);
        _toType = new RepeatedSubmit(_server.RouteOf("/v1/types/{type}/tasks"), args, type);
        _envelope = new RepeatedSubmit(_server.RouteOf("/v1/tasks"), $$"""{"type":"{{type}}","args":{{args}}}""", type: null);
    }

    [Benchmark(Description = PathName.SubmitToType)]
    public Task ToTypeAsync() => _toType.SendAsync();

    [Benchmark(Description = PathName.SubmitEnvelope)]
    public Task EnvelopeAsync() => _envelope.SendAsync();

    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
