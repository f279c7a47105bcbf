using System.Diagnostics;

namespace Errand.TestServers;

/// <summary>A server as its operator has it: a process with a command line, an environment and a working directory.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string Leash = "TORTURE_LEASH";
    private const string HostileLocale = "fa_IR.UTF-8";

    /// <summary>What the test's own environment may hold must not reach the servers.</summary>
    private static readonly string[] Settings =
    [
        "DATABASE_URL", "DATABASE_DIRECT_URL", "FRONTEND_URL", "BACKEND_URL", "ALLOWED_HOSTS", "ERRAND_FRAME_ANCESTORS", "MAX_TASK_TIME", "ASPNETCORE_URLS",
        "ERRAND_KEY", "ERRAND_KEYS", "ERRAND_ANONYMOUS", "ERRAND_INSECURE", "TRUSTED_PROXIES", "RATE_LIMIT", "AUDIT_DAYS",
        "DOTNET_URLS", "URLS",
        "ASPNETCORE_HTTP_PORTS", "DOTNET_HTTP_PORTS", "HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_HTTPS_PORTS", "HTTPS_PORTS", "PORT",
        "HANDLERS", "JANITORS",
        "SHUTDOWN_GRACE", "HANDLER_CONCURRENCY", "DEFAULT_TASK_TYPE", "HANDLER_QUEUES", "MAX_RESULT_BYTES",
        "ERRAND_TRACE", "ERRAND_TRACE_URL", "PROBE_PORT", "OTEL_EXPORTER_OTLP_ENDPOINT",
        "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT",
        "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "Logging__Console__FormatterName",
    ];

    private readonly Process _process;
    private bool _isDisposed;

    private ServerProcess(Process process) => _process = process;

    public int Pid { get; private set; }

    public bool HasExited => _process.HasExited;

    /// <summary>Of a process that has exited.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The start notice was there.</summary>
    public bool IsStarted { get; private set; }

    public ProcessOutput Output { get; } = new();

    public ProcessOutput Errors { get; } = new();

    /// <summary>Where it listens, by its own start notice.</summary>
    public Uri? Address { get; private set; }

    public static ServerProcess Launch(string folder, IEnumerable<string> args, IEnumerable<(string Name, string Value)> settings) =>
        Launch(Path.Combine(AppContext.BaseDirectory, "Errand.TortureServer"), folder, args, settings);

    public static ServerProcess Launch(
        string program, string folder, IEnumerable<string> args, IEnumerable<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo(program, args)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in Settings)
        {
            start.Environment.Remove(name);
        }

        // A culture whose numbers and dates look different: no server may show it.
        start.Environment["LC_ALL"] = HostileLocale;
        start.Environment[Leash] = "stdin";
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var server = new ServerProcess(process);
        process.OutputDataReceived += (_, line) => server.Output.Add(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => server.Errors.Add(line.Data ?? "");
        process.Start();
        server.Pid = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Returns when the start notice is there.</summary>
    public async Task StartedAsync(TimeSpan? limit = null)
    {
        // The last line that every notice has; the address stands above it.
        Task<string> notice = Errors.LineAsync("  task types  ");
        if (await Task.WhenAny(notice, _process.WaitForExitAsync(), Task.Delay(limit ?? Patience.Limit)) != notice)
        {
            throw new InvalidOperationException($"The server did not start.\n{Output.Text}\n{Errors.Text}");
        }

        const string AddressLabel = "  address     ";
        string? address = Errors.Lines.FirstOrDefault(line => line.StartsWith(AddressLabel, StringComparison.Ordinal));
        IsStarted = true;
        Address = address is null
            ? null
            : new Uri(address[AddressLabel.Length..].Split(',')[0].Replace("[::]", "127.0.0.1", StringComparison.Ordinal));
    }

    public async Task<string> LineAsync(string text)
    {
        try
        {
            return await Output.LineAsync(text).WaitAsync(Patience.Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server never wrote \"{text}\" but:\n{Output.Text}");
        }
    }

    public Task SignalAsync(string signal) => Signal.SendAsync(signal, Pid);

    public Task ExitedAsync() => _process.WaitForExitAsync();

    /// <summary>The exit code, when it ends by itself in time.</summary>
    public async Task<int> ExitAsync(TimeSpan? limit = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(limit ?? Patience.Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The server did not end within {limit ?? Patience.Limit}. It wrote:\n{Output.Text}\n{Errors.Text}");
        }

        return _process.ExitCode;
    }

    /// <summary>A kill -9, when it is still there.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
