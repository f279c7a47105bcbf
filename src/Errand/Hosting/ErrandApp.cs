using System.Text.Json;
using Errand.Access;
using Errand.Hosting;
using Errand.Storage;
using Errand.Telemetry.Exposition;
using Errand.Types;
using Errand.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Errand;

/// <summary>A task server that is a program of its own.</summary>
public sealed class ErrandApp : IAsyncDisposable
{
    /// <summary>The host would watch the working directory for changed settings: with a database in it, each write to that wakes the watch.
    /// Settings are read once.</summary>
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    private readonly ErrandBuilder _errand = new();
    private readonly IHostApplicationBuilder _builder;
    private readonly SettingsException? _wrongRole;
    private readonly KeyCommandLine? _command;
    private readonly ErrandSettings? _givenSettings;
    private readonly ThrowAwayFolder? _folder;
    private ErrandSettings? _settings;
    private IHost? _host;
    private ArgumentException? _unfitTask;

    private ErrandApp(ErrandRoles roles, string[] args, SettingsException? wrongRole, KeyCommandLine? command = null)
    {
        _command = command;
        _errand.Roles = roles;
        _errand.UseKeys();
        _wrongRole = wrongRole;
        _builder = CreateBuilder(roles, args);
        ErrandLogging.Configure(_builder.Logging);
        if (command is not null)
        {
            ErrandLogging.KeepOutOfOutput(_builder.Logging);
        }
    }

    private ErrandApp(TimeProvider time, ThrowAwayFolder folder)
        : this(ErrandRoles.Handler | ErrandRoles.Janitor, [], null)
    {
        _folder = folder;
        _givenSettings = folder.Settings();
        _builder.Services.AddSingleton(time);
    }

    /// <summary>Services that functions may ask for as parameters. Complete it before the app runs.</summary>
    public IServiceCollection Services => _builder.Services;

    /// <summary>Submits tasks from C#.</summary>
    /// <exception cref="InvalidOperationException">The app has not started.</exception>
    public ITaskClient Tasks => Host.Services.GetRequiredService<ITaskClient>();

    /// <summary>Where it listens, once started; empty without the role web.</summary>
    public IReadOnlyCollection<string> Urls =>
        [.. Host.Services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    private IHost Host => _host ?? throw new InvalidOperationException("The app has not started.");

    /// <summary>Creates a server. Settings come from the command line, the environment, <c>.env</c> and appsettings.json, in this
    /// order.</summary>
    /// <param name="args">The program's command line: role words first (none: all roles), then settings as <c>--NAME value</c>. With
    /// <c>keys create NAME</c>, <c>keys list</c>, <c>keys revoke ID</c> or <c>keys rotate ID</c> in their place, the program does that and
    /// ends.</param>
    public static ErrandApp Create(string[]? args = null)
    {
        args ??= [];
        string[] settings = RoleWords.SettingsOf(args);
        try
        {
            if (args is [KeyCommandLine.Word, .. var words])
            {
                KeyCommandLine command = RoleWords.CommandOf(words);
                return new ErrandApp(ErrandRoles.None, [.. command.Rest], null, command);
            }

            return new ErrandApp(RoleWords.Parse(args), settings, null);
        }
        catch (SettingsException e)
        {
            // Reported at the start, like every other wrong setting.
            return new ErrandApp(ErrandRoles.All, settings, e);
        }
    }

    /// <summary>Creates a server for tests of your own task types: no port, no settings, a store that is gone when it is disposed
    /// of.</summary>
    /// <param name="time">The clock of tasks: retries, schedules and expiries follow it. Default: the real one.</param>
    public static ErrandApp CreateInMemory(TimeProvider? time = null) => new(time ?? TimeProvider.System, new ThrowAwayFolder());

    /// <inheritdoc cref="ErrandBuilder.MapTask(string, Delegate)" />
    public TaskTypeBuilder MapTask(string name, Delegate function) => _errand.MapTask(name, function);

    /// <inheritdoc cref="ErrandBuilder.MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(TaskContract<TArgs, TResult> contract, Func<TArgs, TResult> function)
        where TArgs : notnull =>
        _errand.MapTask(contract, function);

    /// <inheritdoc cref="ErrandBuilder.MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(TaskContract<TArgs, TResult> contract, Func<TArgs, Task<TResult>> function)
        where TArgs : notnull =>
        _errand.MapTask(contract, function);

    /// <inheritdoc cref="ErrandBuilder.MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, Func<TArgs, CancellationToken, Task<TResult>> function)
        where TArgs : notnull =>
        _errand.MapTask(contract, function);

    /// <inheritdoc cref="ErrandBuilder.MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, Func<TArgs, TaskContext, CancellationToken, TResult> function)
        where TArgs : notnull =>
        _errand.MapTask(contract, function);

    /// <inheritdoc cref="ErrandBuilder.MapTask{TArgs, TResult}(TaskContract{TArgs, TResult}, Func{TArgs, TResult})" />
    public TaskTypeBuilder MapTask<TArgs, TResult>(
        TaskContract<TArgs, TResult> contract, Func<TArgs, TaskContext, CancellationToken, Task<TResult>> function)
        where TArgs : notnull =>
        _errand.MapTask(contract, function);

    /// <inheritdoc cref="ErrandBuilder.Json" />
    public void Json(Action<JsonSerializerOptions> configure) => _errand.Json(configure);

    /// <summary>Runs until SIGTERM or Ctrl+C, then stops in order. A wrong setting is reported in one sentence, and the program ends with
    /// exit code 78.</summary>
    public void Run() => RunAsync().GetAwaiter().GetResult(); // The program's own thread: there is nothing else for it to do.

    /// <summary>Runs until SIGTERM, Ctrl+C or the token, then stops in order. A wrong setting is reported in one sentence, and the program
    /// ends with exit code 78.</summary>
    /// <param name="cancellationToken">Stops it in order.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var signals = new SecondSignal();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, signals.First);
        try
        {
            if (_command is not null)
            {
                await RunCommandAsync(_command, stop.Token);
                await DisposeOrTellAsync();
                return;
            }

            await StartAsync(stop.Token);
        }
        catch (Exception) when (signals.First.IsCancellationRequested)
        {
            // Whatever failed during the start: it was asked to stop, and has stopped.
            await DisposeOrTellAsync();
            return;
        }
        catch (Exception e) when (StartFailure.Of(e, _settings?.Urls ?? "", isUnfitTask: e == _unfitTask) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Sentence);
            Environment.ExitCode = failure.ExitCode;
            await DisposeOrTellAsync();
            return;
        }

        if (ErrandLogging.IsForPeople(_builder.Configuration))
        {
            // Not among the lines of the log.
            await Console.Error.WriteLineAsync(StartNotice.Of(
                _errand.Roles, Urls, _settings!.Store.Address, Host.Services.GetRequiredService<TaskRegistry>()));
        }

        try
        {
            await Host.WaitForShutdownAsync(stop.Token);
        }
        finally
        {
            await DisposeOrTellAsync();
        }
    }

    /// <summary>Starts it and returns when it serves.</summary>
    /// <param name="cancellationToken">Abandons the start.</param>
    /// <exception cref="ArgumentException">A mapped function's signature cannot be a task's.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (_wrongRole is not null)
        {
            throw _wrongRole;
        }

        _settings = _givenSettings ?? ReadSettings();
        BuildHost(_settings);
        await Host.StartAsync(cancellationToken);
    }

    /// <summary>Stops in order: no new claims, the grace period for what runs, the rest is handed back.</summary>
    /// <param name="cancellationToken">Cuts the grace period short.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) => Host.StopAsync(cancellationToken);

    /// <summary>Frees what it holds; call <see cref="StopAsync"/> first for an orderly stop.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_host is IAsyncDisposable host)
            {
                await host.DisposeAsync();
            }
        }
        finally
        {
            _folder?.Dispose();
        }
    }

    /// <summary>Against the store alone: no role of this process runs.</summary>
    private async Task RunCommandAsync(KeyCommandLine command, CancellationToken cancellationToken)
    {
        _settings = ReadSettings();
        BuildHost(_settings);
        await Host.Services.GetRequiredService<ITaskStore>().OpenAsync(cancellationToken);
        Environment.ExitCode = await new KeyCommand(Host.Services.GetRequiredService<KeyIssuer>(), Console.Out, Console.Error)
            .RunAsync(command, cancellationToken);
    }

    /// <summary>The server has stopped already: a log provider, for one, that cannot be disposed of makes that no failure.</summary>
    private async Task DisposeOrTellAsync()
    {
        try
        {
            await DisposeAsync();
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync(
                $"The server has stopped, but could not release all its resources: {ExceptionText.Message(e)}");
        }
    }

    /// <summary>A process without web must not even prepare to listen.</summary>
    private static IHostApplicationBuilder CreateBuilder(ErrandRoles roles, string[] words)
    {
        string directory = Directory.GetCurrentDirectory();
        string[] args = [NoReload, .. words];
        if (!roles.HasFlag(ErrandRoles.Web))
        {
            return new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = directory });
        }

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = directory });
        builder.WebHost.UseKestrelHttpsConfiguration();
        return builder;
    }

    private ErrandSettings ReadSettings()
    {
        DotEnvFile.AddTo(_builder.Configuration, Directory.GetCurrentDirectory());
        return ErrandSettings.Read(_builder.Configuration);
    }

    /// <summary>Signatures are checked before anything is opened.</summary>
    private void BuildHost(ErrandSettings settings)
    {
        try
        {
            ErrandServices.Add(_builder.Services, _errand, _errand.CreateJson(), settings);
            OtlpExport.Add(_builder.Services, _builder.Configuration);
            _host = Build(settings);
            ErrandLogging.CheckFormatter(_host.Services);
            _host.Services.GetRequiredService<TaskRegistry>();
        }
        catch (ArgumentException e)
        {
            _unfitTask = e;
            throw;
        }
    }

    private IHost Build(ErrandSettings settings)
    {
        if (_builder is not WebApplicationBuilder web)
        {
            return ((HostApplicationBuilder)_builder).Build();
        }

        web.WebHost.UseUrls(settings.Urls);
        ErrandServices.AddMetricsText(web.Services);
        WebApplication app = web.Build();
        WebPipeline.Use(app);
        app.MapErrand();
        app.MapErrandDashboard();
        return app;
    }
}
