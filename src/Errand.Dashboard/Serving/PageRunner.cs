using System.Diagnostics;
using Errand.Dashboard.Pages;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Dashboard.Serving;

/// <summary>Runs a page: what is thrown on the way becomes a page too, and is logged here, once.</summary>
internal sealed class PageRunner(
    Lazy<Assets> assets, IPageGate gate, PageAnswer answer, TimeProvider time, ILogger<PageRunner> logger)
{
    public async Task RunAsync(HttpContext context, PageNeed need, Func<PageRequest, Task<Page>> show)
    {
        try
        {
            await AnswerAsync(context, need, show);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // The browser has left: there is no one to answer, and nothing is wrong.
        }
        catch (Exception e) when (e is ConnectionResetException or ConnectionAbortedException)
        {
            // The same, seen before the server had said so.
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            logger.PageBroke(e, context.TraceIdentifier);
            context.Abort();
        }
        catch (Exception e)
        {
            logger.PageFailed(e, context.TraceIdentifier);
            await FailAsync(context);
        }
    }

    private async Task AnswerAsync(HttpContext context, PageNeed need, Func<PageRequest, Task<Page>> show)
    {
        long start = Stopwatch.GetTimestamp();
        (PageEntry? entry, Page? failed) = await EnterAsync(context, need);
        var request = new PageRequest(context, time.GetUtcNow(), assets.Value, entry?.Tasks)
        {
            Settings = await context.RequestServices.GetRequiredService<ITaskClient>().ListSettingsAsync(context.RequestAborted),
        };
        Site site = SiteFinder.Of(request);
        Page page = failed ?? (entry!.Tasks is null ? Notice.Refused(entry) : await ShowAsync(request, show));
        context.Response.Headers.WWWAuthenticate = entry?.Challenge;
        await answer.WriteAsync(request, page, site, Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Says so on a page; in plain text when what every page has is what failed.</summary>
    private async Task FailAsync(HttpContext context)
    {
        try
        {
            context.Response.Clear();
            await AnswerAsync(context, PageNeed.Public, _ => Task.FromResult(Notice.Failed(context.TraceIdentifier)));
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            logger.NoticeFailed(e, context.TraceIdentifier);
            context.Response.Clear();
            PageHeaders.Set(context);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync($"{Notice.FailedTitle}. {Notice.FailedDetail(context.TraceIdentifier)}");
        }
    }

    /// <summary>Who asks. Without the store that may not be known, and then the page says so.</summary>
    private async Task<(PageEntry? Entry, Page? Failed)> EnterAsync(HttpContext context, PageNeed need)
    {
        try
        {
            return (await gate.EnterAsync(context, need), null);
        }
        catch (StoreException e)
        {
            logger.StoreFailed(e, context.TraceIdentifier);
            return (null, Notice.OfStore(e));
        }
    }

    private async Task<Page> ShowAsync(PageRequest request, Func<PageRequest, Task<Page>> show)
    {
        HttpRequest http = request.Context.Request;
        if (HttpMethods.IsPost(http.Method) && !SameOrigin.Permits(http))
        {
            return Notice.CrossOrigin();
        }

        try
        {
            return await show(request);
        }
        catch (ForbiddenException e)
        {
            return Notice.Forbidden(e.Scope);
        }
        catch (StoreException e)
        {
            logger.StoreFailed(e, request.Context.TraceIdentifier);
            return Notice.OfStore(e);
        }
        catch (OverloadedException)
        {
            return Notice.Busy();
        }
        catch (BadHttpRequestException e)
        {
            return Notice.Malformed(e.StatusCode);
        }
        catch (InvalidDataException)
        {
            return Notice.Malformed(StatusCodes.Status400BadRequest); // A form with too many fields, or too large ones.
        }
    }
}
