using System.Collections.Concurrent;
using System.Globalization;
using Errand.Dashboard.Tests.Servers;
using Microsoft.Playwright;

namespace Errand.Dashboard.Tests.Browsers;

/// <summary>A tab of the browser that notices whatever goes wrong in it.</summary>
public sealed class Tab : IAsyncDisposable
{
    /// <summary>What the browser says to its console, by itself, of an answer with an error status.</summary>
    private const string BadStatus = "Failed to load resource: the server responded with a status of ";

    private const string Blank = "about:blank";

    private const string TellViolations =
        "addEventListener('securitypolicyviolation', event => console.error(`violation of ${event.violatedDirective} by ${event.blockedURI}`));";

    private readonly IBrowserContext _context;
    private readonly Uri _server;
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentBag<string> _expected = [];

    public Tab(IBrowserContext context, IPage page, Uri server)
    {
        _context = context;
        _server = server;
        Page = page;
        page.Console += OnConsole;
        page.PageError += (_, error) => _faults.Enqueue($"A script failed: {error}");
        page.Dialog += OnDialog;
        page.Request += OnRequest;
        page.RequestFailed += OnRequestFailed;
        page.Popup += (_, _) => _faults.Enqueue("It opened another window.");
    }

    public IPage Page { get; }

    /// <summary>Cookies and the network of this tab alone.</summary>
    public IBrowserContext Context => _context;

    /// <summary>What went wrong so far, and was not expected.</summary>
    public IReadOnlyList<string> Faults =>
        [.. _faults.Where(fault => !_expected.Any(text => fault.Contains(text, StringComparison.Ordinal)))];

    /// <summary>What went wrong so far and was expected is forgotten, and so is what its pages have stored.</summary>
    public async Task ForgetAsync()
    {
        if (Page.Url != Blank)
        {
            await RunAsync("sessionStorage.clear(); localStorage.clear();");
            await Page.GotoAsync(Blank);
        }

        await _context.ClearCookiesAsync();
        _faults.Clear();
        _expected.Clear();
    }

    /// <summary>Has the page tell of violations of its policy. Before the first page.</summary>
    public Task PrepareAsync() => Page.AddInitScriptAsync(TellViolations);

    /// <summary>From now on, answers with this status are no fault: the browser writes each to the console.</summary>
    public void ExpectStatus(int status) => _expected.Add(string.Create(CultureInfo.InvariantCulture, $"{BadStatus}{status}"));

    /// <summary>From now on, whatever has this text is no fault, such as <c>net::ERR_CONNECTION_REFUSED</c>.</summary>
    public void Expect(string text) => _expected.Add(text);

    /// <summary>Goes to a page and returns when its scripts have started.</summary>
    /// <param name="path">Begins with a slash.</param>
    /// <param name="status">What the page is answered with.</param>
    public async Task<IResponse> GoAsync(string path, int status = 200)
    {
        if (status != 200)
        {
            ExpectStatus(status);
        }

        IResponse? response = await Page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.NotNull(response);
        Assert.Equal(status, response.Status);
        return response;
    }

    /// <summary>Changes the size of the window, and the colours of the system.</summary>
    public async Task ShowAsync(Look look)
    {
        await Page.SetViewportSizeAsync(look.Width, look.Height);
        await Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = look.ColorScheme });
    }

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>The text of an element once it is there.</summary>
    public Task<string> TextAsync(string selector) => Find(selector).InnerTextAsync();

    /// <summary>The value of an expression in the page.</summary>
    public Task<T> ValueAsync<T>(string expression) => Page.EvaluateAsync<T>(expression);

    /// <summary>Runs statements in the page; a promise at their end is awaited.</summary>
    public Task RunAsync(string script) => Page.EvaluateAsync(script);

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void OnConsole(object? sender, IConsoleMessage message) => _faults.Enqueue($"Console, {message.Type}: {message.Text} ({message.Location})");

    private void OnDialog(object? sender, IDialog dialog)
    {
        _faults.Enqueue($"A dialog: {dialog.Message}");
        _ = dialog.DismissAsync().Soon();
    }

    private void OnRequest(object? sender, IRequest request)
    {
        if (!request.Url.StartsWith(_server.GetLeftPart(UriPartial.Authority) + "/", StringComparison.Ordinal)
            && !request.Url.StartsWith("blob:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
        {
            _faults.Enqueue($"A request to another server: {request.Url}");
        }
    }

    /// <summary>A page that is left breaks off its stream and what it is just fetching.</summary>
    private void OnRequestFailed(object? sender, IRequest request)
    {
        if (request.Failure != "net::ERR_ABORTED" || request.ResourceType is not ("fetch" or "eventsource" or "image"))
        {
            _faults.Enqueue($"{request.Method} {request.Url} failed: {request.Failure}");
        }
    }
}
