namespace Errand.Topics;

/// <summary>Something that clients want to hear of when it changes. One loop looks at it, for all of them together, and only while there is
/// one.</summary>
internal interface ITopic
{
    HintTopics Topic { get; }

    /// <summary>What it is called in a request, and its events.</summary>
    string Name { get; }

    /// <summary>For one who does not know how it was before. Asked for after a look that did not fail.</summary>
    ChangeHint Whole { get; }

    /// <summary>Somebody listens: changes count from now on.</summary>
    /// <param name="pressed">May be called, on any thread, when a look would find something: it comes sooner then.</param>
    void Begin(Action pressed);

    /// <summary>Nobody listens any more.</summary>
    void End();

    /// <summary>What has changed since the last look, or null. Called at most once a second, unless it found nothing before.</summary>
    Task<ChangeHint?> LookAsync(CancellationToken cancellationToken);
}
