namespace Errand.Dashboard.Pages.Types;

/// <summary>Finds out who runs the tasks of a type.</summary>
internal static class TypeHandlers
{
    public static HandlerState Of(TaskTypeView type, IReadOnlyList<MemberView> handlers)
    {
        MemberView[] having = [.. handlers.Where(handler => handler.Types?.Contains(type.Name) ?? false)];
        return having.Length == 0 ? HandlerState.NoneHasType
            : having.Any(handler => handler.Queues?.Contains(type.Queue) ?? true) ? HandlerState.Live
            : HandlerState.NoneServesQueue;
    }

    /// <summary>What keeps tasks from being run; null when nothing does.</summary>
    public static string? Sentence(HandlerState state, TaskTypeView type) => state switch
    {
        HandlerState.NoneHasType => "No live handler has this type: its tasks wait until one starts.",
        HandlerState.NoneServesQueue => $"No live handler with this type serves the queue {type.Queue}: its tasks wait there.",
        _ => null,
    };
}
