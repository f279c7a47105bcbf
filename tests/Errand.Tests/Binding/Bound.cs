using System.Text;
using System.Text.Json.Nodes;
using Errand.Binding;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Tests.Binding;

/// <summary>A function compiled as a task type, with strings in place of bytes.</summary>
internal sealed class Bound
{
    private readonly IServiceProvider _services;

    public Bound(Delegate function, Action<IServiceCollection>? register = null)
    {
        var services = new ServiceCollection();
        register?.Invoke(services);
        _services = services.BuildServiceProvider();
        Definition = TaskCompiler.Compile(new TaskTypeBuilder(new TaskType("t"), function), _services.GetService<IServiceProviderIsService>());
    }

    public TaskDefinition Definition { get; }

    public JsonObject Args => (JsonObject)JsonNode.Parse(Definition.ArgsSchema.Span)!;

    public JsonObject Result => (JsonObject)JsonNode.Parse(Definition.ResultSchema.Span)!;

    public ArgsVerdict Check(string args, bool allowUnknown = false) => Check(Encoding.UTF8.GetBytes(args), allowUnknown);

    public ArgsVerdict Check(byte[] args, bool allowUnknown = false) => Definition.CheckArgs(args, allowUnknown);

    /// <summary>Such as <c>type #/args/x, required #/args/y</c>; <c>malformed</c>; nothing when all is good.</summary>
    public string Faults(string args, bool allowUnknown = false)
    {
        ArgsVerdict verdict = Check(args, allowUnknown);
        return verdict.Malformed is not null ? "malformed" : string.Join(", ", verdict.Faults.Select(f => $"{f.Code} {f.Pointer}"));
    }

    public async Task<string> RunAsync(string args, CancellationToken? cancellationToken = null) =>
        Encoding.UTF8.GetString((await Definition.Handler(TaskContext.ForTesting(), Encoding.UTF8.GetBytes(args), _services, cancellationToken ?? TestContext.Current.CancellationToken)).Span);
}
