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
    private static readonly (string Method, string Pattern, PageNeed Need, Func<PageRequest, Task<Page>> Show)[] Table =
    [
        ("GET", "/", PageNeed.Read, HomeQuery.ShowAsync),
        ("GET", "/tasks", PageNeed.ReadOwn, TasksQuery.ShowAsync),
        ("POST", "/tasks/actions", PageNeed.ActOrSubmit, BulkPost.AnswerAsync),
        ("GET", "/tasks/actions", PageNeed.ReadOwn, _ => Task.FromResult(Page.GoTo("/tasks"))), // Where a browser goes that reloads the answer of the POST.
        ("GET", "/tasks/{id}", PageNeed.ReadOwn, TaskQuery.ShowAsync),
        ("GET", Result, PageNeed.ReadOwn, ResultPageQuery.ShowAsync),
        ("GET", "/tasks/{id}/result/raw", PageNeed.ReadOwn, RawQuery.ShowAsync),
        ("GET", "/tasks/{id}/result/plot.svg", PageNeed.ReadOwn, PictureQuery.ShowAsync),
        ("GET", "/tasks/{id}/result/export.html", PageNeed.ReadOwn, ExportQuery.ShowAsync),
        ("POST", "/tasks/{id}/cancel", PageNeed.ActOwn, TaskPosts.CancelAsync),
        ("POST", "/tasks/{id}/retry", PageNeed.Submit, TaskPosts.RetryAsync),
        ("POST", "/tasks/{id}/delete", PageNeed.ActOwn, TaskPosts.DeleteAsync),
        ("POST", "/tasks/{id}/keep", PageNeed.ActOwn, TaskPosts.KeepAsync),
        ("POST", "/tasks/{id}/release", PageNeed.ActOwn, TaskPosts.ReleaseAsync),
        ("GET", "/types", PageNeed.Read, TypesQuery.ShowAsync),
        ("GET", "/types/{type}", PageNeed.Read, TypeQuery.ShowAsync),
        ("POST", "/types/{type}", PageNeed.Submit, TypePosts.AnswerAsync),
        ("GET", "/types/{**rest}", PageNeed.Any, _ => Task.FromResult(Notice.NoPage())),
        ("GET", "/queues", PageNeed.Read, QueuesQuery.ShowAsync),
        ("GET", "/queues/{queue}", PageNeed.Read, QueueQuery.ShowAsync),
        ("POST", "/queues/{queue}/pause", PageNeed.Admin, QueuePosts.PauseAsync),
        ("POST", "/queues/{queue}/resume", PageNeed.Admin, QueuePosts.ResumeAsync),
        ("GET", "/handlers", PageNeed.Read, HandlersQuery.ShowAsync),
        ("GET", "/compare", PageNeed.ReadOwn, CompareQuery.ShowAsync),
        ("GET", "/settings", PageNeed.Admin, SettingsQuery.ShowAsync),
        ("POST", "/settings/appearance", PageNeed.Any, AppearancePost.SaveAsync),
        ("GET", "/tasks/{**rest}", PageNeed.Any, _ => Task.FromResult(Notice.NoPage())),
        ("GET", "/queues/{**rest}", PageNeed.Any, _ => Task.FromResult(Notice.NoPage())),
    ];

    /// <summary>Maps all addresses under a prefix, and returns what conventions for all of them are added to.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder program, string prefix)
    {
        IServiceProvider services = program.ServiceProvider;
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var assets = new Lazy<Assets>(() => new Assets());
        var runner = new PageRunner(
            assets, services.GetRequiredService<IPageGate>(), new PageAnswer(loggers), time, loggers.CreateLogger<PageRunner>());

        RouteGroupBuilder group = program.MapGroup(prefix);
        foreach ((string method, string pattern, PageNeed need, Func<PageRequest, Task<Page>> show) in Table)
        {
            Map(group, method, pattern, need, context => runner.RunAsync(context, need, show));
        }

        Map(group, "GET", AssetAnswer.Pattern, PageNeed.Public, new AssetAnswer(assets).WriteAsync);
        return group;
    }

    private static void Map(RouteGroupBuilder group, string method, string pattern, PageNeed need, RequestDelegate answer)
    {
        string[] methods = method == "GET" ? ["GET", "HEAD"] : [method];
        IEndpointConventionBuilder mapped = group.MapMethods(RouteValue.Unique(pattern), methods, answer);
        RoutePlace.Mark(mapped, pattern, isFlask: false);
        mapped.WithMetadata(need);
    }
}
