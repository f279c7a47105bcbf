using Errand.Signals;

namespace Errand.TortureServer;

/// <summary>All that looks on at a server's work, and throws whenever it is called.</summary>
internal static class ThrowingObservers
{
    public const string Name = "TORTURE_OBSERVERS";

    public static void AddTo(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable(Name) == "throw")
        {
            services.AddSingleton<ILoggerProvider, Provider>();
            services.AddHostedService<Listener>();
        }
    }

    private sealed class Provider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw new IOException("no scope");

        public bool IsEnabled(LogLevel logLevel) => throw new IOException("no level");

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("no disk");

        public void Dispose() => throw new IOException("no end");
    }

    private sealed class Listener(TaskEvents events) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            events.Happened += _ => throw new InvalidOperationException("no ear");
            events.QueueReady += _ => throw new InvalidOperationException("no ear");
            events.StoreChanged += _ => throw new InvalidOperationException("no ear");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
