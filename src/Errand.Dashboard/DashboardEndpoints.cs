using Errand.Dashboard.Pages;
using Errand.Dashboard.Pages.Compare;
using Errand.Dashboard.Pages.Handlers;
using Errand.Dashboard.Pages.Home;
using Errand.Dashboard.Pages.OneTask;
using Errand.Dashboard.Pages.OneType;
using Errand.Dashboard.Pages.Queues;
using Errand.Dashboard.Pages.Results;
using Errand.Dashboard.Pages.Results.Media;
using Errand.Dashboard.Pages.Results.Export;
using Errand.Dashboard.Pages.Results.Pictures;
using Errand.Dashboard.Pages.Settings;
using Errand.Dashboard.Pages.Tasks;
using Errand.Dashboard.Pages.Tasks.Bulk;
using Errand.Dashboard.Pages.Types;
using Errand.Dashboard.Serving;
using Errand.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard;

/// <summary>Every address of the pages.</summary>
internal static class DashboardEndpoints
{
    /// <summary>The one page that may stand in a frame of another.</summary>
    public const string Result = "/tasks/{id}/result";

    /// <summary>What is shown, and what forms post to. Nothing that is only looked at changes anything.</summary>
    private static readonly (string Method, string Pattern, Func<PageRequest, Task<Page>> Show)[] Table =
    [
        ("GET", "/", HomeQuery.ShowAsync),
        ("GET", "/tasks", TasksQuery.ShowAsync),
        ("POST", "/tasks/actions", BulkPost.AnswerAsync),
        ("GET", "/tasks/actions", _ => Task.FromResult(Page.GoTo("/tasks"))), // Where a browser goes that reloads the answer of the POST.
        ("GET", "/tasks/{id}", TaskQuery.ShowAsync),
        ("GET", Result, ResultPageQuery.ShowAsync),
        ("GET", "/tasks/{id}/result/raw", RawQuery.ShowAsync),
        ("GET", "/tasks/{id}/result/plot.svg", PictureQuery.ShowAsync),
        ("GET", "/tasks/{id}/result/export.html", ExportQuery.ShowAsync),
        ("POST", "/tasks/{id}/cancel", TaskPosts.CancelAsync),
        ("POST", "/tasks/{id}/retry", TaskPosts.RetryAsync),
        ("POST", "/tasks/{id}/delete", TaskPosts.DeleteAsync),
        ("POST", "/tasks/{id}/keep", TaskPosts.KeepAsync),
        ("POST", "/tasks/{id}/release", TaskPosts.ReleaseAsync),
        ("GET", "/types", TypesQuery.ShowAsync),
        ("GET", "/types/{type}", TypeQuery.ShowAsync),
        ("POST", "/types/{type}", TypePosts.AnswerAsync),
        ("GET", "/types/{**rest}", _ => Task.FromResult(Notice.NoPage())),
        ("GET", "/queues", QueuesQuery.ShowAsync),
        ("GET", "/queues/{queue}", QueueQuery.ShowAsync),
        ("POST", "/queues/{queue}/pause", QueuePosts.PauseAsync),
        ("POST", "/queues/{queue}/resume", QueuePosts.ResumeAsync),
        ("GET", "/handlers", HandlersQuery.ShowAsync),
        ("GET", "/compare", CompareQuery.ShowAsync),
        ("GET", "/settings", SettingsQuery.ShowAsync),
        ("POST", "/settings/appearance", AppearancePost.SaveAsync),
        ("GET", "/tasks/{**rest}", _ => Task.FromResult(Notice.NoPage())),
        ("GET", "/queues/{**rest}", _ => Task.FromResult(Notice.NoPage())),
    ];

    /// <summary>Maps all addresses under a prefix, and returns what conventions for all of them are added to.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder program, string prefix)
    {
        IServiceProvider services = program.ServiceProvider;
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var assets = new Lazy<Assets>(() => new Assets());
        var runner = new PageRunner(assets, new PageAnswer(loggers), time, loggers.CreateLogger<PageRunner>());

        RouteGroupBuilder group = program.MapGroup(prefix);
        foreach ((string method, string pattern, Func<PageRequest, Task<Page>> show) in Table)
        {
            Map(group, method, pattern, context => runner.RunAsync(context, show));
        }

        Map(group, "GET", AssetAnswer.Pattern, new AssetAnswer(assets).WriteAsync);
        return group;
    }

    private static void Map(RouteGroupBuilder group, string method, string pattern, RequestDelegate answer)
    {
        string[] methods = method == "GET" ? ["GET", "HEAD"] : [method];
        RoutePlace.Mark(group.MapMethods(RouteValue.Unique(pattern), methods, answer), pattern, isFlask: false);
    }
}
