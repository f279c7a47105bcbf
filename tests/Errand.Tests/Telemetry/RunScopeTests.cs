using System.Collections.Concurrent;
using Errand.Hosting;
using Errand.Tests.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Errand.Tests.Telemetry;

/// <summary>Lines that are written within a run say which.</summary>
public sealed class RunScopeTests
{
    [Fact]
    public async Task Lines_of_an_injected_logger_carry_their_task()
    {
        using var log = new ScopedLines();
        await using var app = ErrandApp.CreateInMemory();
        app.Services.AddSingleton<ILoggerProvider>(log);
        app.MapTask("talk", async (ILogger<RunScopeTests> logger) =>
        {
            logger.LogInformation("before");
            await Task.Yield();
            logger.LogInformation("after");
        });
        await app.StartAsync(Waiting.Stop);

        TaskId id = await app.Tasks.SubmitAsync("talk", null, null, Waiting.Stop);
        await app.Tasks.WaitAsync(id, Waiting.Stop).Soon();
        await app.StopAsync(Waiting.Stop);

        Assert.Equal(
            [$"after TaskId:{id} TaskType:talk Attempt:1", $"before TaskId:{id} TaskType:talk Attempt:1"],
            log.Lines.Where(line => line.StartsWith("before", StringComparison.Ordinal) || line.StartsWith("after", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.Contains(log.Members, member => member.Equals(KeyValuePair.Create("TaskId", (object)id.Value)));
    }

    /// <summary>A scope costs each run, and the log as it is by default shows none.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("FormatterName=json", true)]
    [InlineData("FormatterName=JSON FormatterOptions:IncludeScopes=false", false)]
    [InlineData("FormatterName=systemd", false)]
    [InlineData("FormatterName=systemd FormatterOptions:IncludeScopes=true", true)]
    [InlineData("FormatterOptions:IncludeScopes=true", true)]
    [InlineData("FormatterName=own", true)]
    public void Scopes_are_kept_where_lines_show_them(string settings, bool areKept)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('='))
                .Select(setting => KeyValuePair.Create($"Logging:Console:{setting[0]}", (string?)setting[1]))).Build();
        using ServiceProvider services = new ServiceCollection().AddSingleton(configuration).AddLogging(logging =>
        {
            logging.AddConfiguration(configuration.GetSection("Logging"));
            ErrandLogging.Configure(logging);
        }).BuildServiceProvider();

        Assert.Equal(areKept, services.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>().CurrentValue.CaptureScopes);
    }

    private sealed class ScopedLines : ILoggerProvider, ILogger, ISupportExternalScope
    {
        private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

        public ConcurrentQueue<string> Lines { get; } = new();

        public ConcurrentQueue<KeyValuePair<string, object>> Members { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable BeginScope<TState>(TState state)
            where TState : notnull => _scopes.Push(state);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string line = formatter(state, exception);
            _scopes.ForEachScope(
                (scope, _) =>
                {
                    line += $" {scope}";
                    foreach (KeyValuePair<string, object> member in scope as IEnumerable<KeyValuePair<string, object>> ?? [])
                    {
                        Members.Enqueue(member);
                    }
                },
                state);
            Lines.Enqueue(line);
        }

        public void Dispose()
        {
        }
    }
}
