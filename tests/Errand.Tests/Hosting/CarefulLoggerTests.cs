using System.Reflection;
using Errand.Binding.Values;
using Errand.Hosting;
using Errand.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Hosting;

public sealed class CarefulLoggerTests : IDisposable
{
    private readonly SqliteFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public void Every_part_that_logs_has_a_logger_that_never_throws()
    {
        Type[] asked =
        [
            .. from type in typeof(ErrandApp).Assembly.GetTypes()
               from constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
               from parameter in constructor.GetParameters()
               let of = parameter.ParameterType
               where of.IsGenericType && of.GetGenericTypeDefinition() == typeof(ILogger<>)
               select of,
        ];
        var services = new ServiceCollection();
        ErrandServices.Add(services, new ErrandBuilder(), new TaskSerializer(), new ErrandSettings
        {
            Store = new Errand.Storage.Sqlite.SqliteStoreOptions { Path = "unused" },
            Web = new(),
            Handler = new(),
            Janitor = new(),
            MaxTaskTime = TimeSpan.FromDays(7),
            Urls = "",
        });
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.NotEmpty(asked);
        Assert.All(asked, type => Assert.Equal(
            typeof(CarefulLogger<>).MakeGenericType(type.GenericTypeArguments), provider.GetRequiredService(type).GetType()));
    }

    [Fact]
    public void A_provider_that_cannot_even_make_a_logger_is_asked_again_with_the_next_line()
    {
        using var recorded = new RecordedLines();
        var factory = new LateFactory(recorded);
        var logger = new CarefulLogger<CarefulLoggerTests>(factory, new LogFault());

        logger.Log(LogLevel.Error, 1, "lost", null, (text, _) => text);
        factory.IsThere = true;
        logger.Log(LogLevel.Error, 2, "kept", null, (text, _) => text);

        Assert.Equal((2, "kept"), Assert.Single(recorded.Lines));
    }

    [Fact]
    public async Task A_server_on_its_own_starts_answers_and_stops_beside_a_provider_that_throws_on_every_call()
    {
        await using var app = ErrandApp.Create(["--urls", "http://127.0.0.1:0", "--DATABASE_URL", $"sqlite:{_file.Path}"]);
        app.Services.AddSingleton<ILoggerProvider>(new ThrowingProvider(category: "") { IsBroken = true });
        app.MapTask("bad", void (ILogger<CarefulLoggerTests> log) =>
        {
            log.Log(LogLevel.Error, default, "said", null, (text, _) => text);
            throw new IOException("boom");
        }).WithMaxAttempts(1);
        await app.StartAsync(Waiting.Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        for (int i = 0; i < 3; i++)
        {
            using var body = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await client.PostAsync(
                new Uri("/v1/types/bad/tasks?wait=30", UriKind.Relative), body, Waiting.Stop);
            Assert.Contains("\"message\":\"boom\"", await answer.Content.ReadAsStringAsync(Waiting.Stop), StringComparison.Ordinal);
        }

        using HttpResponseMessage missing = await client.GetAsync(new Uri("/v1/nothing", UriKind.Relative), Waiting.Stop);
        Assert.Equal(404, (int)missing.StatusCode);
        await app.StopAsync(Waiting.Stop).Soon();
    }

    [Fact]
    public void A_chain_of_exceptions_that_would_overflow_the_stack_is_printed_in_part()
    {
        var recorded = new PrintingLogger();
        using var logs = new LoggerFactory([recorded]);
        var logger = new CarefulLogger<CarefulLoggerTests>(logs, new LogFault());
        Exception exception = new TimeoutException("deepest");
        for (int i = 0; i < 200_000; i++)
        {
            exception = i % 2 == 0 ? new IOException($"level {i}", exception) : new AggregateException(exception, new TimeoutException());
        }

        logger.Log(LogLevel.Error, 1, "it broke", exception, (text, _) => text);

        Assert.StartsWith(
            "it broke System.AggregateException: One or more errors occurred.\n ---> System.IO.IOException: level 199998", recorded.Text,
            StringComparison.Ordinal);
    }

    private sealed class LateFactory(ILogger logger) : ILoggerFactory
    {
        public bool IsThere { get; set; }

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => IsThere ? logger : throw new IOException("CreateLogger");

        public void Dispose()
        {
        }
    }

    private sealed class PrintingLogger : ILoggerProvider, ILogger
    {
        public string? Text { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text = $"{formatter(state, exception)} {exception}";

        public void Dispose()
        {
        }
    }
}
