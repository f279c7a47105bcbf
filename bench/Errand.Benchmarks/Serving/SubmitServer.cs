using Errand.Access;
using Errand.Access.Tokens;
using Errand.Control;
using Errand.Following;
using Errand.Hosting;
using Errand.Insight;
using Errand.Lists;
using Errand.Results;
using Errand.Signals;
using Errand.Storage;
using Errand.Submitting;
using Errand.Types;
using Errand.Web;
using Errand.Web.Errors;
using Errand.Web.Routes;
using Microsoft.AspNetCore.Http;
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
        ErrandServices.AddAccess(services, new AccessOptions { Anonymous = Scopes.All }, TokenOptions.None, scopesOf: null, useKeys: true);
        services.AddSingleton<TaskLists>();
        services.AddSingleton<ValueLists>();
        services.AddSingleton<Suggestions>();
        services.AddSingleton<ResultPasses>();
        services.AddSingleton<ResultLooks>();
        services.AddSingleton<TaskLogs>();
        services.AddSingleton<FollowedTasks>();
        services.AddSingleton<TaskFollowers>();
        services.AddSingleton(new ServerSettings([]));
        services.AddSingleton<Members>();
        services.AddSingleton<TaskQueues>();
        services.AddSingleton<TaskExplanations>();
        ErrandServices.AddProblems(services);
        services.AddSingleton<Statistics>();
        services.AddSingleton<StatHistory>();
        ErrandServices.AddTopics(services);
        services.AddSingleton<TaskControl>();
        services.AddSingleton<TaskActions>();
        services.AddSingleton(new TaskRegistry([SampleTypes.Small]));
        services.AddSingleton(new SubmissionRules(TimeSpan.FromDays(7), TimeProvider.System));
        services.AddSingleton<TypeViews>();
        services.AddSingleton<TaskWaiters>();
        services.AddSingleton<LocalHandlers>();
        services.AddSingleton<LocalRuns>();
        services.AddSingleton<SubmitQueue>();
        services.AddSingleton<BatchSubmitter>();
        WebServices.Add(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>A route that submits as it is mapped, without what keeps out other sites and catches exceptions.</summary>
    public Func<HttpContext, Task<Problem?>> RouteOf(string pattern)
    {
        (ApiRoute route, Func<RouteRequest, Task<Problem?>> endpoint) =
            ErrandEndpoints.Table(_services).Single(entry => entry.Route.IsWrite && entry.Route.Pattern == pattern);
        return new RouteRunner(route, _services.GetRequiredService<RouteGate>(), endpoint).RunAsync;
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
