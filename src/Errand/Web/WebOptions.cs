namespace Errand.Web;

/// <summary>How the HTTP side behaves.</summary>
internal sealed class WebOptions
{
    public const string TraceIdInUrl = "{traceId}";

    /// <summary>The public base address, for links; its origin may call from a browser. <c>BACKEND_URL</c>.</summary>
    /// <value>Default: none; links are then paths.</value>
    public Uri? BackendUrl { get; set; }

    /// <summary>Origins whose pages may call this server, such as <c>https://app.example</c>, or <c>*</c> for all.
    /// <c>FRONTEND_URL</c>.</summary>
    /// <value>Default: none, the same origin only.</value>
    public IReadOnlyList<string> FrontendUrls { get; set; } = [];

    /// <summary>Host names that requests may have, besides that of <see cref="BackendUrl"/>; <c>*.example</c> are all below it, <c>*</c> is
    /// any. <c>ALLOWED_HOSTS</c>.</summary>
    /// <value>Default: none. On loopback alone its names are added, elsewhere none means any.</value>
    public IReadOnlyList<string> AllowedHosts { get; set; } = [];

    /// <summary>Where a program listens that is nothing but Errand; semicolon-separated.</summary>
    /// <value>Default: empty: another program listens where it wants.</value>
    public string Urls { get; set; } = "";

    /// <summary>The pages that may show a result in a frame, as <c>frame-ancestors</c> of Content-Security-Policy has them.
    /// <c>ERRAND_FRAME_ANCESTORS</c>.</summary>
    /// <value>Default: <c>'self'</c>, those of this server.</value>
    public string FrameAncestors { get; set; } = Access.FrameAncestors.Self;

    /// <summary>Where a trace can be seen: an address in which <see cref="TraceIdInUrl"/> stands for its id. <c>ERRAND_TRACE_URL</c>.</summary>
    /// <value>Default: none, nowhere.</value>
    public string? TraceUrl { get; set; }

    /// <summary>The task type behind <c>POST /task/new</c>.</summary>
    /// <value>Default: the first one mapped.</value>
    [Setting("DEFAULT_TASK_TYPE")]
    public string? DefaultTaskType { get; set; }

    /// <summary>The largest request body, in bytes.</summary>
    /// <value>1 MiB; no setting changes it.</value>
    public long MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>How many connections are open at a time; further ones are closed at once.</summary>
    /// <value>10,000; no setting changes it.</value>
    public int MaxConnections { get; set; } = 10_000;
}
