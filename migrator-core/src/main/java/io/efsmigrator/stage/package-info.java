/**
 * The guide, stage by stage.
 *
 * <p>{@link GuideStage} is the one place that knows their order. Each control-plane stage is one
 * {@link Stage}: it takes the plan, looks at the world through ports, does the next thing that is
 * missing and answers with a {@link StageOutcome}. Stages keep nothing in memory: after a crash they
 * are asked again from the top, and what they find decides. The stages that move data are run by the
 * data rooms and have only their names here.
 */
@NullMarked
package io.efsmigrator.stage;

import org.jspecify.annotations.NullMarked;
