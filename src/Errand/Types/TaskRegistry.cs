namespace Errand.Types;

/// <summary>The task types of this program, in the order they were mapped.</summary>
internal sealed class TaskRegistry
{
    private readonly Dictionary<string, TaskDefinition> _byName;

    public TaskRegistry(IReadOnlyList<TaskDefinition> definitions)
    {
        Definitions = definitions;
        _byName = definitions.ToDictionary(d => d.Type.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<TaskDefinition> Definitions { get; }

    /// <summary>The types that a caller may know of.</summary>
    public IEnumerable<TaskDefinition> VisibleTo(Scopes scopes) => Definitions.Where(scopes.MaySee);

    public TaskDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>How results of a type are looked at.</summary>
    public AuthorViews ViewsOf(TaskType type) => Find(type.Name)?.Views ?? AuthorViews.None;
}
