namespace Errand.Dashboard.Tests.Forms;

/// <summary>The published types of <see cref="BoundTypes"/>, made once.</summary>
public sealed class PublishedTypes : IAsyncLifetime
{
    private IReadOnlyDictionary<string, TaskTypeView> _types = null!;

    public TaskTypeView this[string name] => _types[name];

    public async ValueTask InitializeAsync() => _types = await BoundTypes.PublishAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
