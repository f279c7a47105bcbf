using Errand.Hosting;
using Errand.Signals;
using Errand.Storage;
using Errand.Submitting;
using Errand.Types;
using Errand.Web;
using Errand.Web.Submit;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Benchmarks;

/// <summary>The part of a server that handles submissions, without a socket and with a store that answers at once.</summary>
internal sealed class SubmitServer : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public SubmitServer()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<TaskEvents>();
        services.AddSingleton<ITaskStore, InstantStore>();
        ErrandServices.AddStoreRoles(services);
        services.AddSingleton<TaskCancellation>();
        services.AddSingleton(new TaskRegistry([SampleTypes.Small]));
        services.AddSingleton(new SubmissionRules(TimeSpan.FromDays(7), TimeProvider.System));
        services.AddSingleton<TaskWaiters>();
        services.AddSingleton<LocalHandlers>();
        services.AddSingleton<SubmitQueue>();
        services.AddSingleton<BatchSubmitter>();
        WebServices.Add(services);
        _services = services.BuildServiceProvider();
        Submits = _services.GetRequiredService<SubmitEndpoints>();
    }

    public SubmitEndpoints Submits { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
