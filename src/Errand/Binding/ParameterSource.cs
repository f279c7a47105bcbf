namespace Errand.Binding;

internal enum ParameterSource
{
    /// <summary>A member of the args object.</summary>
    Member,

    /// <summary>The args object itself.</summary>
    WholeArgs,

    Context,
    Cancellation,
    ServiceProvider,
    Service,
    KeyedService,
}
