using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Errand.Tests.Binding;

/// <summary>A function compiled as a task type, with strings in place of bytes.</summary>
internal sealed class Bound
{
    private readonly IServiceProvider _services;

    public Bound(Delegate function, Action<IServiceCollection>? register = null, Action<JsonSerializerOptions>? json = null)
    {
        var services = new ServiceCollection();
        register?.Invoke(services);
        _services = services.BuildServiceProvider();
        Definition = TaskCompiler.Compile(
            new TaskTypeBuilder(new TaskType("t"), function), new TaskSerializer(json is null ? [] : [json]),
            _services.GetService<IServiceProviderIsService>());
    }

    public TaskDefinition Definition { get; }

    /// <summary>What its runs logged.</summary>
    public List<string> Lines { get; } = [];

    public JsonObject Args => (JsonObject)JsonNode.Parse(Definition.ArgsSchema.Span)!;

    public JsonObject Result => (JsonObject)JsonNode.Parse(Definition.ResultSchema.Span)!;

    public ArgsVerdict Check(string args, UnknownArgs unknown = UnknownArgs.Refused) => Check(Encoding.UTF8.GetBytes(args), unknown);

    public ArgsVerdict Check(byte[] args, UnknownArgs unknown = UnknownArgs.Refused) => Definition.CheckArgs(args, unknown);

    /// <summary>Such as <c>type #/args/x, required #/args/y</c>; <c>malformed</c>; nothing when all is good.</summary>
    public string Faults(string args, UnknownArgs unknown = UnknownArgs.Refused)
    {
        ArgsVerdict verdict = Check(args, unknown);
        return verdict.Malformed is not null ? "malformed" : string.Join(", ", verdict.Faults.Select(f => $"{f.Code} {f.Pointer}"));
    }

    public async Task<string> RunAsync(string args, CancellationToken? cancellationToken = null) =>
        Encoding.UTF8.GetString((await Definition.Handler(
            TaskContext.ForTesting(logger: new LineLogger(Lines)), Encoding.UTF8.GetBytes(args), _services,
            cancellationToken ?? TestContext.Current.CancellationToken)));

    private sealed class LineLogger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines)
            {
                lines.Add(formatter(state, exception));
            }
        }
    }
}
