using Errand.Binding;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Benchmarks;

/// <summary>Task types whose functions do nothing, so that only the server's work is measured.</summary>
internal static class SampleTypes
{
    public static TaskDefinition Small { get; } = Compile("small", (int number, string text) => number);

    public static TaskDefinition Large { get; } = Compile("large", (IReadOnlyList<Row> rows) => rows.Count);

    private static TaskDefinition Compile(string name, Delegate function) =>
        TaskCompiler.Compile(new TaskTypeBuilder(new TaskType(name), function), new TaskSerializer(), services: null);

    private sealed record Row(int Number, string Text);
}
